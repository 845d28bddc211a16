package io.popoto.fire;

/** The server has no memory left. */
final class OutOfMemory implements Fault {
  private final String policy;

  OutOfMemory(String policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return "out of memory, " + policy;
  }

  @Override
  public Ground ground() {
    return SingleGround.start("--maxmemory-policy", policy);
  }

  @Override
  public boolean keepsData() {
    return policy.equals("noeviction");
  }

  @Override
  public void strike(Scene scene) {
    long used =
        scene
            .ground()
            .raw()
            .info("memory")
            .lines()
            .filter(line -> line.startsWith("used_memory:"))
            .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
            .findFirst()
            .orElseThrow();
    scene
        .ground()
        .raw()
        .configSet("maxmemory", String.valueOf(used - 100_000 + scene.random().nextInt(120_000)));
    Hold.millis(500);
    scene.ground().raw().configSet("maxmemory", "0");
  }
}

package io.popoto.internal.engine;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A provider of the user's that fails if it does not answer in time. Lettuce waits for it on the
 * thread that connects, which may be that of the timer.
 */
public final class TimelyCredentials implements RedisCredentialsProvider {
  private static final Duration MOST = Duration.ofSeconds(1);

  private final RedisCredentialsProvider given;

  /** Creates it for a provider. */
  public TimelyCredentials(RedisCredentialsProvider given) {
    this.given = given;
  }

  @Override
  public Mono<RedisCredentials> resolveCredentials() {
    return Mono.defer(given::resolveCredentials)
        .timeout(MOST)
        .onErrorMap(
            TimeoutException.class,
            e -> new IllegalStateException("The provider of credentials did not answer in time."));
  }

  @Override
  public boolean supportsStreaming() {
    return given.supportsStreaming();
  }

  @Override
  public Flux<RedisCredentials> credentials() {
    return given.credentials();
  }
}

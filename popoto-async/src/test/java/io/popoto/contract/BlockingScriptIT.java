package io.popoto.contract;

class BlockingScriptIT extends ScriptContract {
  BlockingScriptIT() {
    super(Api.BLOCKING);
  }
}

package io.popoto.contract;

class AsyncScriptIT extends ScriptContract {
  AsyncScriptIT() {
    super(Api.ASYNC);
  }
}

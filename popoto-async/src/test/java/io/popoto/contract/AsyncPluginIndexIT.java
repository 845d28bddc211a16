package io.popoto.contract;

class AsyncPluginIndexIT extends PluginIndexContract {
  AsyncPluginIndexIT() {
    super(Api.ASYNC);
  }
}

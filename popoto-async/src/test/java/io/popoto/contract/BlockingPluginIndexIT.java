package io.popoto.contract;

class BlockingPluginIndexIT extends PluginIndexContract {
  BlockingPluginIndexIT() {
    super(Api.BLOCKING);
  }
}

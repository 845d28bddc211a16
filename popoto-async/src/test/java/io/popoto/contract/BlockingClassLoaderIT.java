package io.popoto.contract;

class BlockingClassLoaderIT extends ClassLoaderContract {
  BlockingClassLoaderIT() {
    super(Api.BLOCKING);
  }
}

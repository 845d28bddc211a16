package io.popoto.contract;

class AsyncClassLoaderIT extends ClassLoaderContract {
  AsyncClassLoaderIT() {
    super(Api.ASYNC);
  }
}

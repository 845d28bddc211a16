package io.popoto.contract;

class AsyncSortedIT extends SortedContract {
  AsyncSortedIT() {
    super(Api.ASYNC);
  }
}

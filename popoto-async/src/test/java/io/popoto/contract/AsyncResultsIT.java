package io.popoto.contract;

class AsyncResultsIT extends ResultsContract {
  AsyncResultsIT() {
    super(Api.ASYNC);
  }
}

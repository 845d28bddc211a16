package io.popoto.contract;

class BlockingResultsIT extends ResultsContract {
  BlockingResultsIT() {
    super(Api.BLOCKING);
  }
}

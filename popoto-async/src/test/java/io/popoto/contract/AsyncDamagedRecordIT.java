package io.popoto.contract;

class AsyncDamagedRecordIT extends DamagedRecordContract {
  AsyncDamagedRecordIT() {
    super(Api.ASYNC);
  }
}

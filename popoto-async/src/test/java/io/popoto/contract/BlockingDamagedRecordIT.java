package io.popoto.contract;

class BlockingDamagedRecordIT extends DamagedRecordContract {
  BlockingDamagedRecordIT() {
    super(Api.BLOCKING);
  }
}

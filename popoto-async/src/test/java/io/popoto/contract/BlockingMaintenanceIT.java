package io.popoto.contract;

class BlockingMaintenanceIT extends MaintenanceContract {
  BlockingMaintenanceIT() {
    super(Api.BLOCKING);
  }
}

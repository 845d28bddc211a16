package io.popoto.contract;

class AsyncMaintenanceIT extends MaintenanceContract {
  AsyncMaintenanceIT() {
    super(Api.ASYNC);
  }
}

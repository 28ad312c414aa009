// Octane's Richards: the scheduler is stopped in the middle of its run.
var scheduler = new Scheduler(),
    steps = 0;
scheduler.addIdleTask(ID_IDLE, 0, null, COUNT);
scheduler.addWorkerTask(
    ID_WORKER,
    1000,
    new Packet(new Packet(null, ID_WORKER, KIND_WORK), ID_WORKER, KIND_WORK)
);
function devices(id) {
    return new Packet(new Packet(new Packet(null, id, KIND_DEVICE), id, KIND_DEVICE), id, KIND_DEVICE);
}
scheduler.addHandlerTask(ID_HANDLER_A, 2000, devices(ID_DEVICE_A));
scheduler.addHandlerTask(ID_HANDLER_B, 3000, devices(ID_DEVICE_B));
scheduler.addDeviceTask(ID_DEVICE_A, 4000, null);
scheduler.addDeviceTask(ID_DEVICE_B, 5000, null);
scheduler.currentTcb = scheduler.list;
function run(max) {
    while (scheduler.currentTcb !== null && steps < max) {
        steps++;
        if (scheduler.currentTcb.isHeldOrSuspended()) {
            scheduler.currentTcb = scheduler.currentTcb.link;
        } else {
            scheduler.currentId = scheduler.currentTcb.id;
            scheduler.currentTcb = scheduler.currentTcb.run();
        }
    }
    return [steps, scheduler.queueCount, scheduler.holdCount, scheduler.currentId].join();
}
print(run(5000));

print(run(7000));
print(
    run(1e9),
    scheduler.queueCount === EXPECTED_QUEUE_COUNT,
    scheduler.holdCount === EXPECTED_HOLD_COUNT,
    scheduler.currentTcb
);
runRichards();
print(scheduler.blocks.length, String(scheduler.list.task).length > 0);

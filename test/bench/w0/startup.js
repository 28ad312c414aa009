/* Nothing: this workload shows what is left when there is nothing to load. */

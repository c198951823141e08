package dev.sedge.agent.cli;

import java.lang.management.ManagementFactory;

/**
 * Does beside the reading of a module what its guest needs of the JVM and what waits for nothing: the JVM looks for all of its
 * own beans before it hands out the one that tells the CPU time of threads.
 */
final class HeadStart {
    private HeadStart() {}

    static void begin() {
        Thread thread = new Thread(ManagementFactory::getThreadMXBean, "sedge-head-start");
        thread.setDaemon(true);
        thread.start();
    }
}

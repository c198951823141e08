/** What must outlive the process: the records of sandboxes and containers, on the disk before anybody is told of them. */
@NullMarked
package dev.sedge.agent.state;

import org.jspecify.annotations.NullMarked;

/** What is wrong with the set-up of a node, and what would help. */
@NullMarked
package dev.sedge.agent.doctor;

import org.jspecify.annotations.NullMarked;

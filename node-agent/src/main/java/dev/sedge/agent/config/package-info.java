/** The configuration of a node: one YAML file, options that win over it, and defaults for all. */
@NullMarked
package dev.sedge.agent.config;

import org.jspecify.annotations.NullMarked;

/** A small registry inside this process, in memory and on the loopback interface, for tests and for demonstrations. */
package dev.sedge.oci.local;

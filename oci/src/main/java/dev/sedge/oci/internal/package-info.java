/** Helpers of this module that are no part of its API. */
package dev.sedge.oci.internal;

/** The tier that always works: Endive's parser, validator and interpreter. The only package that knows Endive. */
package dev.sedge.runtime.internal.interpreter;

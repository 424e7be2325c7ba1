/**
 * Networks as the measures of generalisation need them: forward, backward and tangent passes over
 * batches, in single or double precision by the same code, with parameters as one vector.
 */
package org.nodesnr.measures.net;

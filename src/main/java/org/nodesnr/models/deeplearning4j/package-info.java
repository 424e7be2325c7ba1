/** Reads networks of Deeplearning4j. */
package org.nodesnr.models.deeplearning4j;

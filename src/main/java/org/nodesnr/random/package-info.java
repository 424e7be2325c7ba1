/** Streams of random numbers that follow from a seed and a purpose. */
package org.nodesnr.random;

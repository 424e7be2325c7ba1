/** Whole populations of networks trained and measured at once on a graphics card. */
package org.nodesnr.gpu;

/**
 * Demonstrations that train small networks of their own: of papers on gradient signal to noise, on
 * activities and weights, and on noise. What they find is a table and a picture each.
 */
package org.nodesnr.studies;

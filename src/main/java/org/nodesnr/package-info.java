/** The root: what is wrong in words that a user can act on. */
package org.nodesnr;

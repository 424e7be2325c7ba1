/** Reads networks of Keras 2 and 3. */
package org.nodesnr.models.keras;

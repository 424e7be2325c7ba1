/** Documents whose numbers are looked up in generated tables. */
package org.nodesnr.document;

/**
 * How files are written and read, whatever is in them: whole or not at all, as JSON, as CSV, with
 * digests, with every digit of their numbers. Nothing here knows a record.
 */
package org.nodesnr.files;

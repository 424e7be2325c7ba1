/** The citable bundle: records, tables, configs and documents in one file with checksums. */
package org.nodesnr.archive;

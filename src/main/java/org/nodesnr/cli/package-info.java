/** The command line: the only place where the stages are wired together. */
package org.nodesnr.cli;

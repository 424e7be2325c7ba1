/** Signal and noise of the gradient over samples. */
package org.nodesnr.measures.gradient;

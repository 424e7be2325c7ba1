/** The paper's step from S to accuracy: noise in the network. */
package org.nodesnr.measures.noise;

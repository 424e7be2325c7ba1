/** Reads networks in ONNX. */
package org.nodesnr.models.onnx;

/** Reads weights that PyTorch and safetensors wrote. */
package org.nodesnr.models.torch;

package org.nodesnr.gpu;

import org.nodesnr.UserError;

/**
 * A card or its driver failed: memory that ran out, a card that hangs or is gone. What was on it is
 * lost; saved states are not.
 */
public final class DeviceFailure extends UserError {
  private static final long serialVersionUID = 1L;

  private final boolean outOfMemory;

  DeviceFailure(Card card, String call, String error, boolean outOfMemory) {
    super(card.key() + " (" + card.name() + "): " + call + ": " + error);
    this.outOfMemory = outOfMemory;
  }

  /**
   * @return whether fewer networks at once may do
   */
  public boolean outOfMemory() {
    return outOfMemory;
  }
}

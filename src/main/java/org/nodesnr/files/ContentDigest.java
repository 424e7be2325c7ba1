package org.nodesnr.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A checksum that a JSON object carries of its own content, so that a number which was changed by
 * hand or by a bad disk is noticed. It guards against accidents, not against forgery: whoever
 * computes it anew, or takes it out, is not found out.
 *
 * <p>The checksum is the SHA-256 of the object without the checksum, as one line of JSON without
 * white space: how the file is laid out does not matter.
 */
public final class ContentDigest {
  /** The field that holds the checksum, the object's last. */
  public static final String FIELD = "sha256";

  private ContentDigest() {}

  /**
   * @param value a record that becomes a JSON object
   * @return that object, its checksum added
   */
  public static JsonNode sealed(Object value) {
    try {
      // Read back first: the checksum is over what a reader will see.
      ObjectNode object = (ObjectNode) Json.parse(Json.line(value));
      return object.put(FIELD, of(object));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + value, e);
    }
  }

  /** What a checksum says about an object. */
  public enum Verdict {
    /** The object is as it was written. */
    SOUND,
    /** The object was changed, or its checksum was. */
    CHANGED,
    /** The object carries none. */
    ABSENT
  }

  /**
   * @param object what was read
   * @return whether it is what was written
   */
  public static Verdict verify(JsonNode object) {
    if (!object.has(FIELD)) {
      return Verdict.ABSENT;
    }
    ObjectNode content = ((ObjectNode) object).deepCopy();
    JsonNode expected = content.remove(FIELD);
    return expected.asText().equals(of(content)) ? Verdict.SOUND : Verdict.CHANGED;
  }

  private static String of(ObjectNode content) {
    return Digests.hexOf(Json.line(content));
  }
}

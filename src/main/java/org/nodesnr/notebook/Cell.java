package org.nodesnr.notebook;

import java.util.List;
import java.util.Map;

/** A cell of a notebook. */
sealed interface Cell {
  /** Unique in its notebook: letters, digits, hyphens and underscores, at most 64. */
  String id();

  /** What it says, lines separated by line feeds, none at the end. */
  String source();

  /** Prose. */
  record Prose(String id, String source) implements Cell {}

  /** Python, with what it puts out. */
  record Code(String id, String source, List<Output> outputs) implements Cell {
    public Code {
      outputs = List.copyOf(outputs);
    }
  }

  /** What a cell of code puts out. */
  sealed interface Output {
    /** What it prints. */
    record Printed(String text) implements Output {}

    /**
     * What it displays.
     *
     * @param mediaType such as {@code image/png}
     * @param content text, or bytes in base 64
     * @param pythonClass what the object is in Python, of {@code IPython.core.display}
     * @param metadata of the media type; empty for none
     */
    record Displayed(
        String mediaType, String content, String pythonClass, Map<String, Object> metadata)
        implements Output {
      public Displayed {
        metadata = Map.copyOf(metadata);
      }
    }
  }
}

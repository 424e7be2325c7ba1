package org.nodesnr.config;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;

/**
 * Finds a key that one block gives twice. HOCON merges the two or drops the first in silence; in a
 * config it is a mistake, such as a regime copied without renaming it. Reads HOCON that the parser
 * has accepted.
 */
final class DuplicateKeys {
  /** An open block, or a list where {@link #keys} is null. */
  private record Open(Map<List<String>, Integer> keys) {}

  private final String text;
  private final String file;
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int line = 1;

  private DuplicateKeys(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /**
   * @param text HOCON that was parsed without error
   * @param file its name
   * @throws UserError when a block gives a key twice
   */
  static void refuse(String text, String file) {
    new DuplicateKeys(text, file).scan();
  }

  private void scan() {
    open.push(new Open(new HashMap<>()));
    StringBuilder key = new StringBuilder();
    boolean inKey = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' || text.startsWith("//", at)) {
        skipComment();
      } else if (c == '"') {
        String quoted = quoted();
        if (inKey) {
          key.append(quoted);
        }
      } else if (c == '$' && text.startsWith("${", at)) {
        at = text.indexOf('}', at) + 1;
      } else {
        at++;
        switch (c) {
          case '{', '[' -> {
            if (inKey && c == '{' && !key.toString().isBlank()) {
              define(key);
            }
            key.setLength(0);
            open.push(new Open(c == '{' ? new HashMap<>() : null));
            inKey = c == '{';
          }
          case '}', ']' -> {
            if (open.size() > 1) {
              open.pop();
            }
            key.setLength(0);
            inKey = false;
          }
          case '\n', ',' -> {
            line += c == '\n' ? 1 : 0;
            key.setLength(0);
            inKey = open.peek().keys() != null;
          }
          case '=', ':' -> {
            if (inKey) {
              define(key);
            }
            inKey = false;
          }
          default -> {
            if (inKey) {
              key.append(c);
            }
          }
        }
      }
    }
  }

  private void define(StringBuilder key) {
    String written = key.toString().strip();
    Map<List<String>, Integer> keys = open.peek().keys();
    if (written.isEmpty() || written.endsWith("+") || keys == null) {
      return;
    }
    Integer before = keys.put(ConfigUtil.splitPath(written), line);
    if (before != null) {
      throw new UserError(
          file
              + ":"
              + line
              + ": key '"
              + written
              + "' is given twice in one block, first in line "
              + before
              + "; rename or drop one");
    }
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /** A quoted string as it is written, quotes included. */
  private String quoted() {
    int start = at;
    if (text.startsWith("\"\"\"", at)) {
      at = text.indexOf("\"\"\"", at + 3) + 3;
      while (at < text.length() && text.charAt(at) == '"') {
        at++;
      }
    } else {
      at++;
      while (text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
    }
    String result = text.substring(start, at);
    line += (int) result.chars().filter(c -> c == '\n').count();
    return result;
  }
}

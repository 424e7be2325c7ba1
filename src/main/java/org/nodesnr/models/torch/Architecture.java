package org.nodesnr.models.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * What lies between the weights of a file that holds weights alone, as {@code --architecture} says:
 * layers in the order of the data, such as
 *
 * <pre>conv relu maxpool(2) conv(stride=2,padding=1) relu flatten dense relu dense</pre>
 *
 * <p>Sizes come from the weights. A name and a colon before a layer pick the module it takes its
 * weights from; otherwise it takes the next one of its kind.
 *
 * @param layers in the order of the data
 */
record Architecture(List<Layer> layers) {
  private static final int LONGEST = 1 << 16;
  private static final Pattern LAYER =
      Pattern.compile("(?:([\\w.]+):)?([a-zA-Z]\\w*)(?:\\(([^()]*)\\))?");
  private static final Pattern SETTING = Pattern.compile("(?:([a-z_]+)\\s*=\\s*)?([-+.\\w]+)");

  /**
   * One layer.
   *
   * @param module name of the module with its weights; empty for the next of its kind
   * @param kind such as {@code conv}
   * @param text as the user wrote it
   * @param settings by name; one without a name is {@code size}
   */
  record Layer(String module, String kind, String text, Map<String, String> settings) {
    int size(String key, int otherwise) {
      double value = number(key, otherwise);
      if (value != Math.rint(value) || value < 0 || value > 1 << 20) {
        throw mistake(text, key + " must be a whole number");
      }
      return (int) value;
    }

    double number(String key, double otherwise) {
      String given = settings.get(key);
      try {
        return given == null ? otherwise : Double.parseDouble(given);
      } catch (NumberFormatException e) {
        throw mistake(text, key + " must be a number");
      }
    }

    /** Refuses settings that the layer does not have. */
    void allow(String... keys) {
      for (String key : settings.keySet()) {
        if (!List.of(keys).contains(key)) {
          throw mistake(
              text,
              "no such setting: "
                  + key
                  + (keys.length == 0 ? "; it has none" : "; it has " + String.join(", ", keys)));
        }
      }
    }
  }

  /**
   * @param text what the user wrote
   * @return the layers
   * @throws UserError when it is none
   */
  static Architecture parse(String text) {
    String plain = text.replaceAll("(?m)#.*$", " ");
    if (plain.isBlank() || plain.length() > LONGEST) {
      throw new UserError("--architecture: name the layers, such as conv relu flatten dense");
    }
    List<Layer> layers = new ArrayList<>();
    Matcher matcher = LAYER.matcher(plain);
    int at = 0;
    while (matcher.find(at)) {
      checkBetween(plain.substring(at, matcher.start()));
      layers.add(layer(matcher));
      at = matcher.end();
    }
    checkBetween(plain.substring(at));
    return new Architecture(List.copyOf(layers));
  }

  private static void checkBetween(String text) {
    if (!text.replaceAll("[\\s,;]|->", "").isEmpty()) {
      throw new UserError("--architecture: what is '" + text.strip() + "'?");
    }
  }

  private static Layer layer(Matcher matcher) {
    String module = matcher.group(1) == null ? "" : matcher.group(1);
    Map<String, String> settings = new HashMap<>();
    String inside = matcher.group(3) == null ? "" : matcher.group(3);
    for (String part : inside.isBlank() ? new String[0] : inside.split(",")) {
      Matcher setting = SETTING.matcher(part.strip());
      String key = setting.matches() && setting.group(1) != null ? setting.group(1) : "size";
      if (!setting.matches() || settings.put(key, setting.group(2)) != null) {
        throw mistake(matcher.group(), "what is '" + part.strip() + "'?");
      }
    }
    return new Layer(module, matcher.group(2), matcher.group(), settings);
  }

  static UserError mistake(String layer, String what) {
    return new UserError("--architecture, " + layer + ": " + what);
  }
}

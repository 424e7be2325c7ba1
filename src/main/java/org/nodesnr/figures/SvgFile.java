package org.nodesnr.figures;

import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.commands.AffineTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.CreateCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DisposeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetClipCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.StateCommand;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.nodesnr.files.Html;

/**
 * What was drawn, as SVG: shapes filled and outlined in colours, in groups of one clip and
 * transform. The library that records the drawing would write it, too, but takes ten times as long,
 * calls clips by identity hash codes, and keeps fifteen decimals. The page has a size in inches and
 * a title. Equal drawings make equal text. What cannot be seen, as outlines without opacity, is
 * left out.
 */
final class SvgFile {
  private static final String SHAPE = "  ";

  private final StringBuilder clips = new StringBuilder();
  private final Map<Shape, Integer> numbers = new HashMap<>();
  private final SvgShapes body = new SvgShapes();
  private final Deque<State> outer = new ArrayDeque<>();
  private State state = State.INITIAL;

  /** Whose clip and transform the group that is open has; without either there is no group. */
  private State group = State.INITIAL;

  /** How shapes are drawn. */
  private record State(Color color, BasicStroke stroke, Shape clip, AffineTransform transform) {
    static final State INITIAL =
        new State(Color.BLACK, new BasicStroke(), null, new AffineTransform());

    /** Whether clip and transform are the same. */
    boolean placedAs(State other) {
      return Objects.equals(clip, other.clip) && transform.equals(other.transform);
    }

    State after(StateCommand<?> command) {
      if (command instanceof SetColorCommand set) {
        return new State(set.getValue(), stroke, clip, transform);
      } else if (command instanceof SetStrokeCommand set) {
        return new State(color, (BasicStroke) set.getValue(), clip, transform);
      } else if (command instanceof SetClipCommand set) {
        return new State(color, stroke, set.getValue(), transform);
      } else if (command instanceof SetTransformCommand set) {
        return new State(color, stroke, clip, set.getValue());
      } else if (command instanceof AffineTransformCommand by) {
        AffineTransform both = new AffineTransform(transform);
        both.concatenate(by.getValue());
        return new State(color, stroke, clip, both);
      }
      return this;
    }
  }

  private SvgFile() {}

  /**
   * @param drawing shapes filled or outlined in plain colours
   * @param page what is drawn
   * @return the file
   */
  static String of(CommandSequence drawing, Page page) {
    SvgFile file = new SvgFile();
    for (Command<?> command : drawing) {
      file.add(command);
    }
    return file.text(page);
  }

  private void add(Command<?> command) {
    if (command instanceof CreateCommand) {
      outer.push(state);
    } else if (command instanceof DisposeCommand) {
      state = outer.pop();
    } else if (command instanceof StateCommand<?> change) {
      state = state.after(change);
    } else if (command instanceof FillShapeCommand fill) {
      add(fill.getValue(), true);
    } else if (command instanceof DrawShapeCommand draw) {
      add(draw.getValue(), false);
    } else {
      throw new IllegalStateException("no SVG of " + command);
    }
  }

  private void add(Shape shape, boolean filled) {
    if (state.color().getAlpha() == 0 || shape.getPathIterator(null).isDone()) {
      return;
    }
    if (!state.placedAs(group)) {
      endGroup();
      group = state;
      beginGroup();
    }
    body.text().append(group.placedAs(State.INITIAL) ? SHAPE : SHAPE + SHAPE);
    body.add(shape, style(filled));
  }

  private void beginGroup() {
    if (group.placedAs(State.INITIAL)) {
      return;
    }
    body.text().append(SHAPE).append("<g");
    if (group.clip() != null) {
      body.text().append(" clip-path=\"url(#clip-").append(number(group.clip())).append(")\"");
    }
    body.transform(group.transform());
    body.text().append(">\n");
  }

  private void endGroup() {
    if (!group.placedAs(State.INITIAL)) {
      body.text().append(SHAPE).append("</g>\n");
    }
  }

  private int number(Shape clip) {
    return numbers.computeIfAbsent(
        clip,
        shape -> {
          SvgShapes element = new SvgShapes();
          element.add(shape, "");
          int number = numbers.size() + 1;
          clips.append(SHAPE + SHAPE + "<clipPath id=\"clip-").append(number).append("\">\n");
          clips.append(SHAPE + SHAPE + SHAPE).append(element.text());
          clips.append(SHAPE + SHAPE + "</clipPath>\n");
          return number;
        });
  }

  private String style(boolean filled) {
    StringBuilder style = new StringBuilder();
    String paint = filled ? "fill" : "stroke";
    Color color = state.color();
    style.append(filled ? "" : "fill:none;").append(paint).append(":rgb(");
    style.append(color.getRed()).append(',').append(color.getGreen()).append(',');
    style.append(color.getBlue()).append(");");
    if (color.getAlpha() < 255) {
      style.append(paint).append("-opacity");
      property(style, "", color.getAlpha() / 255.0);
    }
    if (filled) {
      return style.append("stroke:none;").toString();
    }
    BasicStroke stroke = state.stroke();
    property(style, "stroke-width", stroke.getLineWidth());
    property(style, "stroke-miterlimit", stroke.getMiterLimit());
    style.append("stroke-linecap:").append(cap(stroke)).append(';');
    style.append("stroke-linejoin:").append(join(stroke)).append(';');
    if (stroke.getDashArray() != null) {
      String separator = "stroke-dasharray:";
      for (float length : stroke.getDashArray()) {
        SvgShapes.appendRounded(style.append(separator), length);
        separator = ",";
      }
      property(style.append(';'), "stroke-dashoffset", stroke.getDashPhase());
    }
    return style.toString();
  }

  private static void property(StringBuilder style, String name, double value) {
    SvgShapes.appendRounded(style.append(name).append(':'), value);
    style.append(';');
  }

  private static String cap(BasicStroke stroke) {
    return switch (stroke.getEndCap()) {
      case BasicStroke.CAP_ROUND -> "round";
      case BasicStroke.CAP_SQUARE -> "square";
      default -> "butt";
    };
  }

  private static String join(BasicStroke stroke) {
    return switch (stroke.getLineJoin()) {
      case BasicStroke.JOIN_ROUND -> "round";
      case BasicStroke.JOIN_BEVEL -> "bevel";
      default -> "miter";
    };
  }

  private String text(Page page) {
    endGroup();
    String head =
        String.format(
            Locale.ROOT,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%sin\""
                + " height=\"%sin\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n",
            inches(page.width()),
            inches(page.height()),
            page.width(),
            page.height(),
            Html.escaped(page.title()));
    String defs = clips.isEmpty() ? "" : SHAPE + "<defs>\n" + clips + SHAPE + "</defs>\n";
    return head + defs + body.text() + "</svg>\n";
  }

  private static String inches(int units) {
    StringBuilder inches = new StringBuilder();
    SvgShapes.appendRounded(inches, units / (double) Ink.DPI);
    return inches.toString();
  }
}

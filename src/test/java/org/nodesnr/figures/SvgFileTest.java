package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.files.Numbers;

class SvgFileTest {
  private final VectorGraphics2D g = new VectorGraphics2D();

  private List<String> shapes() {
    Page page = new Page("ρ < τ & more", List.of(), new Legend(List.of()), List.of());
    List<String> lines = SvgFile.of(g.getCommands(), page).lines().map(String::strip).toList();
    assertThat(lines.get(1)).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    assertThat(lines.get(2)).isEqualTo("<title>ρ &lt; τ &amp; more</title>");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("</svg>");
    return lines.subList(3, lines.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "12.3456, 12.35",
    "-0.004, 0",
    "0.125, 0.12",
    "0.375, 0.38",
    "12.3, 12.3",
    "-7, -7",
    "1e-7, 0",
    "123456.789, 123456.79",
    "123456789.12345, 123456789",
    "-2e10, -20000000000"
  })
  void coordinatesAreRoundedToHundredths(double value, String expected) {
    StringBuilder text = new StringBuilder();
    SvgShapes.appendRounded(text, value);
    assertThat(text).hasToString(expected);
  }

  @Test
  void anyCoordinateIsTheNearestHundredth() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 3000; trial++) {
      double value = random.nextDouble(-4000, 4000);
      StringBuilder text = new StringBuilder();
      SvgShapes.appendRounded(text, value);
      assertThat(text.toString()).isEqualTo(Numbers.rounded(Math.rint(100 * value) / 100, 9));
    }
  }

  @Test
  void shapesAreFilledAndOutlined() {
    g.setColor(new Color(1, 2, 3));
    g.fill(new Rectangle2D.Double(1, 2.5, 30, 40));
    g.setColor(new Color(4, 5, 6, 51));
    g.setStroke(
        new BasicStroke(
            2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL, 10, new float[] {3, 4.5f}, 0));
    g.draw(new Line2D.Double(0, 1, 2, 3));
    Path2D path = new Path2D.Double();
    path.moveTo(1, 2);
    path.lineTo(3, 4);
    path.quadTo(5, 6, 7, 8);
    path.curveTo(1, 1, 2, 2, -3, 3);
    path.closePath();
    g.fill(path);

    assertThat(shapes())
        .containsExactly(
            "<rect x=\"1\" y=\"2.5\" width=\"30\" height=\"40\" style=\"fill:rgb(1,2,3);stroke:none;\"/>",
            "<line x1=\"0\" y1=\"1\" x2=\"2\" y2=\"3\" style=\"fill:none;stroke:rgb(4,5,6);"
                + "stroke-opacity:0.2;stroke-width:2;stroke-miterlimit:10;stroke-linecap:round;"
                + "stroke-linejoin:bevel;stroke-dasharray:3,4.5;stroke-dashoffset:0;\"/>",
            "<path d=\"M1,2 L3,4 Q5,6 7,8 C1,1 2,2 -3,3 Z\""
                + " style=\"fill:rgb(4,5,6);fill-opacity:0.2;stroke:none;\"/>");
  }

  @Test
  void shapesOfOneClipAndTransformMakeAGroupAndEqualClipsAreOne() {
    String black = " style=\"fill:rgb(0,0,0);stroke:none;\"/>";
    g.setColor(Color.BLACK);
    Graphics2D inner = (Graphics2D) g.create();
    inner.translate(10, 20);
    inner.setClip(new Rectangle(0, 0, 5, 6));
    inner.fill(new Rectangle(1, 1, 2, 2));
    inner.fill(new Rectangle(2, 2, 2, 2));
    inner.dispose();
    g.fill(new Rectangle(3, 3, 3, 3));
    g.setClip(new Rectangle(0, 0, 5, 6));
    g.fill(new Rectangle(4, 4, 4, 4));

    List<String> lines = shapes();

    assertThat(lines.stream().filter(line -> line.startsWith("<clipPath")))
        .containsExactly("<clipPath id=\"clip-1\">");
    assertThat(lines.subList(lines.indexOf("</defs>") + 1, lines.size()))
        .containsExactly(
            "<g clip-path=\"url(#clip-1)\" transform=\"matrix(1 0 0 1 10 20)\">",
            "<rect x=\"1\" y=\"1\" width=\"2\" height=\"2\"" + black,
            "<rect x=\"2\" y=\"2\" width=\"2\" height=\"2\"" + black,
            "</g>",
            "<rect x=\"3\" y=\"3\" width=\"3\" height=\"3\"" + black,
            "<g clip-path=\"url(#clip-1)\">",
            "<rect x=\"4\" y=\"4\" width=\"4\" height=\"4\"" + black,
            "</g>");
  }

  @Test
  void whatCannotBeSeenIsLeftOut() {
    g.setColor(new Color(9, 9, 9, 0));
    g.fill(new Rectangle(1, 1, 2, 2));
    g.setColor(Color.BLACK);
    g.draw(new Path2D.Double());

    assertThat(shapes()).isEmpty();
  }
}

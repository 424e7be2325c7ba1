package org.nodesnr.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which code this is, as noted when it was built.
 *
 * @param version version of nodesnr
 * @param commit full hash of the commit; {@code unknown} where it was not built from a checkout
 * @param dirty whether sources had uncommitted changes
 * @param nd4jVersion version of ND4J
 */
public record BuildInfo(String version, String commit, boolean dirty, String nd4jVersion) {
  private static final String RESOURCE = "/org/nodesnr/build.properties";

  /**
   * @return what the build noted
   */
  public static BuildInfo current() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing: build with Maven");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version"),
        properties.getProperty("commit"),
        Boolean.parseBoolean(properties.getProperty("dirty")),
        properties.getProperty("nd4j"));
  }

  /**
   * @return one line for people
   */
  public String describe() {
    return "nodesnr " + version + " (commit " + commit + (dirty ? ", with changes)" : ")");
  }
}

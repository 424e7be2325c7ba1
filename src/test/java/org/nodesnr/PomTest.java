package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the artefact asks of projects that depend on it. */
class PomTest {
  private static final Document POM = read();

  private static Document read() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Path.of("pom.xml").toFile());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("pom.xml can't be read", e);
    }
  }

  private static String child(Node parent, String name) {
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n.getNodeName().equals(name)) {
        return n.getTextContent().strip();
      }
    }
    return "";
  }

  @Test
  void aLibraryBringsLittleMoreThanTheArrays() {
    List<String> brought = new ArrayList<>();
    NodeList dependencies = POM.getElementsByTagName("dependency");
    for (int k = 0; k < dependencies.getLength(); k++) {
      Element dependency = (Element) dependencies.item(k);
      Node owner = dependency.getParentNode().getParentNode();
      boolean managed = owner.getNodeName().equals("dependencyManagement");
      boolean plugin = owner.getNodeName().equals("plugin");
      if (!managed
          && !plugin
          && !child(dependency, "scope").equals("test")
          && !child(dependency, "optional").equals("true")) {
        brought.add(child(dependency, "groupId") + ":" + child(dependency, "artifactId"));
      }
    }
    assertThat(brought)
        .as("dependencies that are not for tests: those of the harness alone are optional")
        .containsExactlyInAnyOrder("org.nd4j:nd4j-api", "org.bytedeco:openblas");
  }

  @Test
  void saysWhatRepositoriesAskFor() {
    Element project = POM.getDocumentElement();
    for (String element :
        List.of("groupId", "artifactId", "version", "name", "description", "url", "licenses")) {
      assertThat(child(project, element)).as(element).isNotEmpty();
    }
  }
}

package org.nodesnr.models.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts operations behind those whose values they take, and otherwise leaves them in the order of
 * the file, which should be such an order but is not with every exporter.
 */
final class NodeOrder {
  private NodeOrder() {}

  static List<OnnxNode> sorted(OnnxGraph graph) {
    List<OnnxNode> nodes = graph.nodes();
    Map<String, Integer> makers = new HashMap<>();
    for (int k = 0; k < nodes.size(); k++) {
      for (String made : nodes.get(k).outputs()) {
        if (!made.isEmpty() && makers.put(made, k) != null) {
          throw nodes.get(k).origin().refuse("makes '" + made + "', which another one makes, too");
        }
      }
    }
    Set<String> given = new HashSet<>(graph.constants().keySet());
    given.addAll(graph.inputs().keySet());
    List<List<Integer>> takers = new ArrayList<>();
    nodes.forEach(node -> takers.add(new ArrayList<>()));
    int[] missing = new int[nodes.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int k = 0; k < nodes.size(); k++) {
      for (String taken : new HashSet<>(nodes.get(k).inputs())) {
        Integer maker = given.contains(taken) ? null : makers.get(taken);
        if (maker != null) {
          takers.get(maker).add(k);
          missing[k]++;
        } else if (!taken.isEmpty() && !given.contains(taken)) {
          throw nodes.get(k).origin().refuse("takes '" + taken + "', which nothing makes");
        }
      }
      if (missing[k] == 0) {
        ready.add(k);
      }
    }
    List<OnnxNode> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(nodes.get(next));
      for (int taker : takers.get(next)) {
        if (--missing[taker] == 0) {
          ready.add(taker);
        }
      }
    }
    checkWhole(nodes, sorted);
    return sorted;
  }

  private static void checkWhole(List<OnnxNode> nodes, Collection<OnnxNode> sorted) {
    if (sorted.size() < nodes.size()) {
      Set<OnnxNode> placed = new HashSet<>(sorted);
      OnnxNode stuck =
          nodes.stream().filter(node -> !placed.contains(node)).findFirst().orElseThrow();
      throw stuck.origin().refuse("takes what depends on itself; loops are not supported");
    }
  }
}

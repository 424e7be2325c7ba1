package org.nodesnr.models.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts operations behind those whose values they take. A file should have them in such an order,
 * which then is kept; where it has not, as with early exporters, each comes right before it is
 * needed, in the order in which inputs are named.
 */
final class NodeOrder {
  private final List<OnnxNode> nodes;
  private final Map<String, Integer> makers = new HashMap<>();
  private final Set<String> given;

  private NodeOrder(OnnxGraph graph) {
    this.nodes = graph.nodes();
    this.given = new HashSet<>(graph.constants().keySet());
    given.addAll(graph.inputs().keySet());
    for (int k = 0; k < nodes.size(); k++) {
      for (String made : nodes.get(k).outputs()) {
        if (!made.isEmpty() && makers.put(made, k) != null) {
          throw nodes.get(k).origin().refuse("makes '" + made + "', which another one makes, too");
        }
      }
    }
  }

  static List<OnnxNode> sorted(OnnxGraph graph) {
    NodeOrder order = new NodeOrder(graph);
    return order.isSorted() ? graph.nodes() : order.byNeed(graph.outputs());
  }

  private boolean isSorted() {
    boolean sorted = true;
    for (int k = 0; k < nodes.size(); k++) {
      for (String taken : nodes.get(k).inputs()) {
        sorted &= maker(k, taken) < k;
      }
    }
    return sorted;
  }

  /** Number of the node that makes a value; −1 for what is given. */
  private int maker(int taker, String value) {
    if (value.isEmpty() || given.contains(value)) {
      return -1;
    }
    Integer maker = makers.get(value);
    if (maker == null) {
      throw nodes.get(taker).origin().refuse("takes '" + value + "', which nothing makes");
    }
    return maker;
  }

  private List<OnnxNode> byNeed(List<String> outputs) {
    List<OnnxNode> sorted = new ArrayList<>();
    int[] next = new int[nodes.size()];
    boolean[] open = new boolean[nodes.size()];
    Deque<Integer> path = new ArrayDeque<>();
    for (String output : outputs) {
      if (makers.containsKey(output)) {
        enter(makers.get(output), path, open);
      }
      while (!path.isEmpty()) {
        int node = path.peek();
        List<String> inputs = nodes.get(node).inputs();
        if (next[node] == inputs.size()) {
          next[node]++;
          sorted.add(nodes.get(node));
          open[node] = false;
          path.pop();
        } else {
          int maker = maker(node, inputs.get(next[node]++));
          if (maker >= 0 && next[maker] <= nodes.get(maker).inputs().size()) {
            enter(maker, path, open);
          }
        }
      }
    }
    return sorted;
  }

  private void enter(int node, Deque<Integer> path, boolean[] open) {
    if (open[node]) {
      throw nodes
          .get(node)
          .origin()
          .refuse("takes what depends on itself; loops are not supported");
    }
    open[node] = true;
    path.push(node);
  }
}

package org.umay.reader;

import android.graphics.Rect;
import java.util.ArrayList;
import java.util.List;

/** One thing on the page, as an assistive service is to know it. */
final class Node {
    /** The parts of a node among the numbers that come from the page, in their order. */
    static final int PARTS = 8;

    /** What a node is. The page's tree names them in the same order. */
    static final String[] CLASSES = {
        "android.widget.TextView",
        "android.widget.TextView",
        "android.widget.Button",
        "android.widget.CheckBox",
        "android.widget.RadioButton",
        "android.widget.Button",
        "android.widget.EditText",
        "android.widget.ScrollView",
    };
    static final int HEADING = 1;
    static final int BUTTON = 2;
    static final int CHECK = 3;
    static final int RADIO = 4;
    static final int FIELD = 6;
    static final int SCROLL = 7;

    /** States, as bits. */
    static final int DISABLED = 1;
    static final int SELECTED = 2;
    static final int CHECKED = 4;
    static final int HIDDEN = 8;
    static final int LIVE = 16;

    final int id;
    final int role;
    final int states;
    final int parent;
    final Rect bounds;
    final String name;
    final String value;
    final List<Integer> children = new ArrayList<>();

    private Node(int[] numbers, int at, String name, String value) {
        id = numbers[at];
        parent = numbers[at + 1];
        role = numbers[at + 2];
        states = numbers[at + 3];
        bounds = new Rect(numbers[at + 4], numbers[at + 5], numbers[at + 6], numbers[at + 7]);
        this.name = name;
        this.value = value;
    }

    /** Read nodes from eight numbers and two words for each. */
    static List<Node> read(int[] numbers, String[] words) {
        List<Node> found = new ArrayList<>();
        for (int at = 0; at * PARTS < numbers.length; at++) {
            found.add(new Node(numbers, at * PARTS, words[2 * at], words[2 * at + 1]));
        }
        return found;
    }

    boolean has(int state) {
        return (states & state) != 0;
    }

    boolean isTarget() {
        return role >= BUTTON && role <= FIELD;
    }

    boolean isSame(Node other) {
        return role == other.role
                && states == other.states
                && name.equals(other.name)
                && value.equals(other.value);
    }
}

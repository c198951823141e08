package dev.sedge.wasi.fs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an overlay remembers of one directory. Guarded by the overlay's lock. */
final class OverlayNode {
    private final Map<String, OverlayNode> children = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private Optional<OverlayNode> parent;
    private String name;
    private boolean inUpper;
    private boolean deleted;

    private OverlayNode(Optional<OverlayNode> parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    static OverlayNode root() {
        return new OverlayNode(Optional.empty(), "");
    }

    Optional<OverlayNode> parent() {
        return parent;
    }

    String name() {
        return name;
    }

    boolean isInUpper() {
        return inUpper;
    }

    void setInUpper() {
        inUpper = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    /** The subdirectory of this name, which exists in some layer. */
    OverlayNode child(String childName) {
        return children.computeIfAbsent(childName, n -> new OverlayNode(Optional.of(this), n));
    }

    /** Whether the lower layer's entry of this name is deleted or replaced. */
    boolean hides(String entry) {
        return hidden.contains(entry);
    }

    void hide(String entry) {
        hidden.add(entry);
    }

    /** The subdirectory was deleted: handles of it can make nothing any more. */
    void childDeleted(String childName) {
        OverlayNode child = children.remove(childName);
        if (child != null) {
            child.deleted = true;
        }
    }

    /** The subdirectory has a new place. */
    void childMoved(String childName, OverlayNode to, String newName) {
        to.childDeleted(newName);
        OverlayNode child = children.remove(childName);
        if (child != null) {
            child.parent = Optional.of(to);
            child.name = newName;
            to.children.put(newName, child);
        }
    }

    boolean isBeneath(OverlayNode other) {
        Optional<OverlayNode> node = Optional.of(this);
        while (node.isPresent()) {
            if (node.get() == other) {
                return true;
            }
            node = node.get().parent;
        }
        return false;
    }
}

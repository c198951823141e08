package dev.sedge.bench.cold;

/** The floor: what any Java program costs. */
final class HelloMain {
    private HelloMain() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}

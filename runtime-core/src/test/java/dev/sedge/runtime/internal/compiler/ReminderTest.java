package dev.sedge.runtime.internal.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReminderTest {

    /** What was waited for and done, in order. */
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final Reminder reminder = new Reminder(millis -> events.add("wait " + millis));

    private List<String> next(int count) throws InterruptedException {
        String[] next = new String[count];
        for (int i = 0; i < count; i++) {
            next[i] = String.valueOf(events.poll(30, TimeUnit.SECONDS));
        }
        return List.of(next);
    }

    @Test
    void remind_once_worksOnceAfterAWhile() throws InterruptedException {
        reminder.remind(() -> events.add("work"));

        assertThat(next(2)).containsExactly("wait 1000", "work");
        assertThat(events).isEmpty();
    }

    @Test
    void remind_whileItWorks_worksAgainLater() throws InterruptedException {
        int[] left = {2};
        Runnable work = new Runnable() {
            @Override
            public void run() {
                if (left[0]-- > 0) {
                    reminder.remind(this);
                }
                events.add("work");
            }
        };
        reminder.remind(work);

        assertThat(next(6)).containsExactly("wait 1000", "work", "wait 2000", "work", "wait 4000", "work");
    }
}

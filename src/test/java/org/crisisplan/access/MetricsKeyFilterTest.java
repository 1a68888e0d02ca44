package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class MetricsKeyFilterTest {

    private static final String KEY = "a key of sixteen";

    private static int answer(@Nullable String key, String authorization) throws ServletException, IOException {
        var request = new MockHttpServletRequest("GET", "/actuator/prometheus");
        request.addHeader("Authorization", authorization);
        var response = new MockHttpServletResponse();
        new MetricsKeyFilter(new MetricsSettings(key)).doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    @Test
    void whoHasTheKeyIsLetIn() throws Exception {
        assertThat(answer(KEY, "Bearer " + KEY)).isEqualTo(200);
        assertThat(answer(KEY, "bearer " + KEY)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer another key of 16", "Bearer ", "Bearer", "Basic YWRtaW46ZGVtbw==", "a key of sixteen", ""
            })
    void nobodyElseIs(String authorization) throws Exception {
        assertThat(answer(KEY, authorization)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer null", "Bearer none", "Bearer"})
    void withoutAKeyNobodyIs(String authorization) throws Exception {
        assertThat(answer(null, authorization)).isEqualTo(401);
        assertThat(answer("", authorization)).isEqualTo(401);
    }

    @Test
    void aKeyThatIsEasilyGuessedIsRefusedAtTheStartAndNoneIsEverShown() {
        assertThatThrownBy(() -> new MetricsSettings("short")).hasMessageContaining("at least 16 characters");
        assertThat(new MetricsSettings(KEY)).asString().doesNotContain(KEY);
    }
}

package org.crisisplan.board.live;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The files of the library that draws the charts (uPlot, MIT licence), and of no other library in the jar. */
@Configuration
class ChartFiles implements WebMvcConfigurer {

    private static final String INSIDE = "classpath:/META-INF/resources/webjars/uplot/1.6.30/dist/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/js/uplot/**").addResourceLocations(INSIDE);
    }
}

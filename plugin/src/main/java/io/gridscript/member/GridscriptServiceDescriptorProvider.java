package io.gridscript.member;

import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptor;
import com.hazelcast.spi.impl.servicemanager.ServiceDescriptorProvider;

/** Makes the service known to every member that has this jar; found through META-INF/services. */
public final class GridscriptServiceDescriptorProvider implements ServiceDescriptorProvider {

    @Override
    public ServiceDescriptor[] createServiceDescriptors() {
        return new ServiceDescriptor[] {new Descriptor()};
    }

    private static final class Descriptor implements ServiceDescriptor {

        @Override
        public String getServiceName() {
            return GridscriptService.SERVICE_NAME;
        }

        @Override
        public Object getService(NodeEngine nodeEngine) {
            return new GridscriptService();
        }
    }
}
